package dev.hone.planted.kits.test.kit;

import dev.hone.planted.Fault;
import dev.hone.planted.kits.plugin.aws.Buckets;

/** A kit that knows who mounts it. */
@Fault
record KnowsAPlug(Buckets used) {}
