package dev.hone.planted.finals.lib.base;

import dev.hone.planted.Twin;

/** An enum with a body, which Java does not call final. */
@Twin
enum Kind {
    ONE {
        @Override
        int number() {
            return 1;
        }
    };

    abstract int number();
}
