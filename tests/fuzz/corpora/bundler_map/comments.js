 /** one */ export /* two */ const /* three
*/ module /* four */ = /* five */ 1 // six
/* seven */
export { module as é }
if (1) { let x = module /* 😀 */ + module } else ;
