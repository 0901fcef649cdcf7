package dev.hone.planted.accessors.lib.base;

import dev.hone.planted.Fault;

/** A type with get and set. */
@Fault
final class Bean {
    private String name = "";

    String getName() {
        return name;
    }

    void setName(String name) {
        this.name = name;
    }
}
