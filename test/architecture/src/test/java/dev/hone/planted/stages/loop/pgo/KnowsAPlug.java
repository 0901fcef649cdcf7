package dev.hone.planted.stages.loop.pgo;

import dev.hone.planted.Fault;
import dev.hone.planted.stages.plugin.aws.Buckets;

/** A stage that knows one store in particular. */
@Fault
record KnowsAPlug(Buckets used) {}
