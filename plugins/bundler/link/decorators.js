// Decorators of the language (the proposal as of November 2023), which Node.js does not run yet.
//
// A class with decorators keeps one object of this kind, made before the class with its decorators. A
// static block at the beginning of the class tells it the class and each decorated element, in order,
// then lets it decorate: methods before fields, static ones first, the class last. Fields ask it for
// their value (`init`), and tell it when they are set (`after`).
//
// `flags` of an element: 0 method, 1 getter, 2 setter, 3 accessor, 4 field; 8 static; 16 private. What
// is private comes with functions that reach it (`has`, `get`, `set`), and with its own function
// (`run`) or, for an accessor, two (`read`, `write`); what decorators make of these is in `made`.
function __slsc_decorators(ofClass) {
    const kinds = ['method', 'getter', 'setter', 'accessor', 'field'];
    const elements = [], extra = { static: [], instance: [], class: [] };
    let metadata, name;

    const check = (value, what) => {
        if (value !== undefined && typeof value !== 'function') throw new TypeError(`${what} is not a function`);
        return value;
    };
    const adder = (list, state) => initializer => {
        if (state.over) throw new TypeError('addInitializer was called after the decorator had returned');
        if (typeof initializer !== 'function') throw new TypeError('an initializer is not a function');
        list.push(initializer);
    };
    const run = (list, self) => { for (const initializer of list) initializer.call(self); };

    const accessOf = ({ kind, key, functions }) => {
        const access = { has: functions ? functions.has : object => key in object };
        if (kind !== 2) access.get = functions ? functions.get : object => object[key];
        if (kind > 1) access.set = functions ? functions.set : (object, value) => { object[key] = value; };
        return access;
    };

    // What a decorator is given and may replace: a function, two of them, or nothing for a field.
    const currentOf = ({ kind, key, functions, target }) => {
        if (kind === 4) return {};
        if (functions) {
            return kind === 3 ? { get: functions.read, set: functions.write }
                : { [['value', 'get', 'set'][kind]]: functions.run };
        }
        return Object.getOwnPropertyDescriptor(target, key);
    };

    const decorate = element => {
        const { kind, isStatic, functions, decorators, key } = element;
        const current = currentOf(element);
        const slot = ['value', 'get', 'set'][kind];
        const list = kind > 2 ? element.extra : isStatic ? extra.static : extra.instance;
        for (let i = decorators.length - 1; i >= 0; i--) {
            const state = { over: false };
            const context = {
                kind: kinds[kind], name: key, static: isStatic, private: !!functions,
                access: accessOf(element), addInitializer: adder(list, state), metadata,
            };
            const given = kind === 4 ? undefined : kind === 3 ? { get: current.get, set: current.set } : current[slot];
            const result = decorators[i](given, context);
            state.over = true;
            if (kind === 3) {
                if (result === undefined) continue;
                if (result === null || typeof result !== 'object') throw new TypeError('a decorator of an accessor gave no object');
                current.get = check(result.get, 'get') || current.get;
                current.set = check(result.set, 'set') || current.set;
                if (check(result.init, 'init')) element.initializers.unshift(result.init);
            } else if (check(result, 'what a decorator returned')) {
                if (kind === 4) element.initializers.unshift(result);
                else current[slot] = result;
            }
        }
        element.made = current;
        if (kind < 4 && !functions) Object.defineProperty(element.target, key, current);
    };

    const decorateClass = () => {
        for (let i = (ofClass || []).length - 1; i >= 0; i--) {
            const state = { over: false };
            const context = { kind: 'class', name, addInitializer: adder(extra.class, state), metadata };
            const result = ofClass[i](self.value, context);
            state.over = true;
            self.value = check(result, 'what a decorator returned') || self.value;
        }
    };

    const self = {
        value: undefined, // the class, decorated
        keys: [],         // computed ones
        key(i, value) { return self.keys[i] = typeof value === 'symbol' ? value : `${value}`; },
        start(value) {
            self.value = value;
            name = value.name;
            const parent = Object.getPrototypeOf(value);
            if (Symbol.metadata) metadata = Object.create(parent && parent[Symbol.metadata] || null);
        },
        element(flags, key, decorators, functions) {
            const isStatic = (flags & 8) !== 0;
            elements.push({
                kind: flags & 7, isStatic, key, decorators, functions, initializers: [], extra: [],
                target: isStatic ? self.value : self.value.prototype, made: undefined,
            });
        },
        finish() {
            const original = self.value;
            const phase = (isField, isStatic) => elements
                .filter(element => element.kind === 4 === isField && element.isStatic === isStatic).forEach(decorate);
            phase(false, true);
            phase(false, false);
            phase(true, true);
            phase(true, false);
            decorateClass();
            if (metadata) {
                Object.defineProperty(self.value, Symbol.metadata,
                    { value: metadata, configurable: true, enumerable: true, writable: true });
            }
            run(extra.static, original);
            return self.value;
        },
        end() { run(extra.class, self.value); },
        instance(object) { run(extra.instance, object); },
        init(i, object, value) {
            for (const initializer of elements[i].initializers) value = initializer.call(object, value);
            return value;
        },
        after(i, object) { run(elements[i].extra, object); },
        made(i) { return elements[i].made; },
    };
    return self;
}

// The method that `@object.key` names keeps its object.
function __slsc_decorator(object, key) {
    return (...given) => object[key](...given);
}
