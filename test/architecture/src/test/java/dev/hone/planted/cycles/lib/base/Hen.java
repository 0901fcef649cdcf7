package dev.hone.planted.cycles.lib.base;

import dev.hone.planted.Fault;
import dev.hone.planted.cycles.lib.base.nest.Egg;

/** First there was the hen. */
@Fault
public record Hen(Egg egg) {}
