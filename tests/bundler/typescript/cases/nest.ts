// options: --legacy --assign --metadata
// What TypeORM and Nest users have: legacy decorators, metadata, and fields that are assigned.
const kept: Record<string, any> = {};
(Reflect as any).metadata = (k: string, v: any) => (target: any, key?: any) => { kept[`${key ?? 'class'} ${k}`] = v; };
const Column = (options?: any): any => (target: any, key: string) => { kept[key] = options ?? {}; };
const Injectable = (): ClassDecorator => () => { };
const Inject = (token?: any): any => (target: any, key: any, index: number) => { kept[`param ${index}`] = token; };
class Service { hello = 'hello' }
interface Repo { find(): number }
enum Role { Admin, User }
@Injectable()
export class Controller {
    @Column({ a: 1 }) name: string;
    @Column() private readonly count: number = 1 + 1;
    @Column() role: Role = Role.User;
    static instances = 0;
    public total: number = this.count + 1;
    private cache = new Map<string, Service>();
    constructor(private readonly service: Service, @Inject('repo') private repo: Repo, protected log?: (s: string) => void) {
        Controller.instances++;
    }
    @Column() get(@Inject() id: string, q?: Service): Promise<Service> { return Promise.resolve(this.service) }
    show() { return [this.total, this.count, this.role, this.name, this.service.hello, this.repo.find(), this.cache.size, Object.keys(this).join()] }
}
console.log(new Controller(new Service(), { find: () => 7 }).show(), Controller.instances);
const name = (x: any) => Array.isArray(x) ? x.map(y => y?.name).join() : x?.name ?? x;
console.log(Object.keys(kept).sort().map(k => `${k}: ${typeof kept[k] === 'object' && !Array.isArray(kept[k]) ? JSON.stringify(kept[k]) : name(kept[k])}`).join('\n'));
@Injectable() export class Sub extends Controller { extra = 'e'; constructor(service: Service, private own: number) { super(service, { find: () => 8 }); } more() { return [this.extra, this.own, ...this.show()] } }
console.log(new Sub(new Service(), 3).more());
@Injectable() export class NoCtor extends Sub { last = 'l' }
console.log(new NoCtor(new Service(), 4).last);
