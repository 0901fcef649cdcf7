package dev.hone.planted.plugs.plugin.aws;

import dev.hone.planted.Fault;
import dev.hone.planted.plugs.loop.pgo.Merge;

/** A plug that knows who is behind the socket. */
@Fault
record KnowsAStage(Merge used) {}
