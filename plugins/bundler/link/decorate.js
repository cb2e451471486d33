// Decorators as TypeScript had them before the language did (experimentalDecorators).
//
// `member` is 1 for what has a descriptor (method, getter, setter), 0 for a field; both it and `key`
// are absent for a class. The last decorator is called first. A library that knows better how to keep
// what decorators say (reflect-metadata) takes over by Reflect.decorate, as it does under TypeScript.
function __slsc_decorate(decorators, target, key, member) {
    const ofClass = arguments.length < 3;
    let result = ofClass ? target : member ? Object.getOwnPropertyDescriptor(target, key) : undefined;
    if (typeof Reflect === 'object' && typeof Reflect.decorate === 'function') {
        result = ofClass ? Reflect.decorate(decorators, target) : Reflect.decorate(decorators, target, key, result);
    } else {
        for (let i = decorators.length - 1; i >= 0; i--) {
            if (!decorators[i]) continue;
            const better = ofClass ? decorators[i](result) : decorators[i](target, key, result);
            result = better || result;
        }
    }
    if (!ofClass && result) Object.defineProperty(target, key, result);
    return result;
}

function __slsc_parameter(index, ...decorators) {
    return (target, key) => {
        for (let i = decorators.length - 1; i >= 0; i--) decorators[i](target, key, index);
    };
}

// A class that has no name to be assigned to.
function __slsc_decorated(target, decorators) {
    return __slsc_decorate(decorators, target);
}

// Without a library that keeps metadata there is nothing to do.
function __slsc_metadata(key, value) {
    if (typeof Reflect === 'object' && typeof Reflect.metadata === 'function') return Reflect.metadata(key, value);
}

// The value behind the name of a type. An interface has none, nor has a class that is not there yet;
// an object can only be an enum, which is told as what its members are.
function __slsc_type(find) {
    try {
        const value = find();
        if (typeof value === 'function') return value;
        const members = Object.keys(value).filter(key => isNaN(key)).map(key => typeof value[key]);
        if (members.length && members.every(type => type === 'number')) return Number;
        return members.length && members.every(type => type === 'string') ? String : Object;
    } catch {
        return Object;
    }
}
