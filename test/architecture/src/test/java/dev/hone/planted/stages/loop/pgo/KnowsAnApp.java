package dev.hone.planted.stages.loop.pgo;

import dev.hone.planted.Fault;
import dev.hone.planted.stages.app.server.Routes;

/** A stage that knows the process it runs in. */
@Fault
record KnowsAnApp(Routes used) {}
