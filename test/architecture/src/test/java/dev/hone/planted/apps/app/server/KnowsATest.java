package dev.hone.planted.apps.app.server;

import dev.hone.planted.Fault;
import dev.hone.planted.apps.test.kit.Fake;

/** An app that carries its fakes. */
@Fault
record KnowsATest(Fake used) {}
