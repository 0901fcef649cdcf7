package dev.hone.collect;

import dev.hone.targets.Target;
import java.net.URI;

/** Which target it is, from one look at its source to the next. */
record TargetKey(String app, String instance, URI profile) {
    static TargetKey of(Target target) {
        return new TargetKey(target.app(), target.instance(), target.profile());
    }

    /** The process behind it, which can have one CPU profile taken at a time. */
    String process() {
        return profile.getRawAuthority();
    }
}
