package dev.hone.targets;

import java.net.URI;

/**
 * A running instance of a program, and where a CPU profile of it is to be had.
 *
 * @param app the program, in the grammar of app names: {@code [a-z0-9-]{1,100}}
 * @param instance which of the app's instances, the same for as long as it runs: a pod, an allocation, else host and port
 * @param profile where to ask for a profile: {@code http} or {@code https} with a host; {@code seconds} is added by who asks
 * @param version of the program as its owners call it; empty when nobody says
 * @param revision of its source; empty when nobody says
 * @param workload what this instance is doing, for recipes; empty when nobody says
 * @param pace how it wants to be sampled
 */
public record Target(
        String app, String instance, URI profile, String version, String revision, String workload, Pace pace) {
    /** Where Go programs serve CPU profiles, unless they say otherwise. */
    public static final String USUAL_PATH = "/debug/pprof/profile";

    /** A target without version, workload and wishes. */
    public static Target of(String app, String instance, URI profile) {
        return new Target(app, instance, profile, "", "", "", Pace.AS_CONFIGURED);
    }
}
