package dev.hone.planted.ground.lib.base;

import dev.hone.planted.Twin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ground floor on Java alone. */
@Twin
record KnowsJava(List<String> names, @Nullable Duration longest) {}
