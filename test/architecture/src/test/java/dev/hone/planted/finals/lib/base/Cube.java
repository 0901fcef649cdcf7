package dev.hone.planted.finals.lib.base;

import dev.hone.planted.Twin;

/** Extends an open class. */
@Twin
final class Cube extends Square {
    @Override
    int corners() {
        return 8;
    }
}
