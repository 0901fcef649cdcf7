package dev.hone.planted.finals.lib.base;

import dev.hone.planted.Twin;

/** Extended, so it may be open. */
@Twin
class Square extends Shape {
    @Override
    int corners() {
        return 4;
    }
}
