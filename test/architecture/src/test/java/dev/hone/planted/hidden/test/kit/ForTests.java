package dev.hone.planted.hidden.test.kit;

import dev.hone.planted.Twin;

/** Used by the tests of other rooms, which are not looked at. */
@Twin
public record ForTests() {}
