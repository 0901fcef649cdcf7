package dev.hone.planted.plugs.plugin.aws;

import dev.hone.planted.Fault;
import dev.hone.planted.plugs.plugin.gcp.Buckets;

/** A plug that knows another. */
@Fault
record KnowsAPlug(Buckets used) {}
