package dev.hone.planted.ground.lib.base;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.hone.planted.Fault;

/** The ground floor resting on somebody else's. */
@Fault
record KnowsAThirdParty(JavaClass type) {}
