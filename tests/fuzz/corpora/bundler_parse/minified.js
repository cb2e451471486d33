0a=>{};var b=1,c=-b- -b+ +b,d=b/ /e/.f;for(;;){if(b)break;else continue}
