package dev.hone.targets;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what a source lists: finds what can be profiled, and leaves out the rest with the reason. For many threads. */
public final class TargetList {
    private static final int LAST_PORT = 65_535;

    private final String source;
    private final List<Target> found = new ArrayList<>();
    private final List<Targets.LeftOut> left = new ArrayList<>();
    private final Set<Target> known = new HashSet<>();

    /** A list for a source of this name. */
    public TargetList(String source) {
        this.source = source;
    }

    /**
     * Adds an instance by what is written on it.
     *
     * @param instance what it is called, also when it is left out
     * @param host a name or an address; of version 6 without brackets
     */
    public void add(String instance, String host, int port, Marks marks) {
        if (host.isEmpty() || port < 1 || port > LAST_PORT) {
            leave(instance, host.isEmpty() ? "it has no address" : "it has no port between 1 and " + LAST_PORT);
            return;
        }
        try {
            String scheme = marks.value(Marks.SCHEME, "http");
            String place = new URI(scheme, null, host, port, null, null, null).getRawAuthority();
            URI profile = ProfileAddress.of(scheme, place, marks.value(Marks.PATH, Target.USUAL_PATH), null);
            if (marks.optsOut()) {
                leave(instance, "it opted out");
                return;
            }
            add(new Target(
                    marks.app(), instance, profile, marks.version(), marks.revision(), marks.workload(), marks.pace()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            leave(instance, String.valueOf(e.getMessage()));
        }
    }

    /** Adds a target, if it can be one. */
    public synchronized void add(Target target) {
        String fault = fault(target);
        if (!fault.isEmpty()) {
            leave(target.instance(), fault);
        } else if (known.add(target)) {
            found.add(target);
            bound(found.size());
        }
    }

    private static String fault(Target target) {
        URI profile = target.profile();
        Pace pace = target.pace();
        if (!Marks.isApp(target.app())) {
            return Marks.noApp(target.app());
        }
        if (!"http".equals(profile.getScheme()) && !"https".equals(profile.getScheme())) {
            return profile + " is no http or https address";
        }
        if (profile.getHost() == null || profile.getUserInfo() != null) {
            return profile.getHost() == null ? profile + " has no host" : "an address carries no user or password";
        }
        if (pace.most() != null && pace.most() < 1) {
            return "at most " + pace.most() + " at once is none";
        }
        boolean tooShort = pace.duration() != null && pace.duration().toMillis() < 1;
        return tooShort || (pace.interval() != null && !pace.interval().isPositive())
                ? "its times are not positive"
                : "";
    }

    /** Leaves something out. */
    public synchronized void leave(String name, String reason) {
        left.add(new Targets.LeftOut(name, reason));
        bound(left.size());
    }

    private void bound(int size) {
        if (size > TargetSource.MOST) {
            throw new TargetException(
                    TargetError.TOO_LARGE, source + " lists more than " + TargetSource.MOST + " targets; narrow it");
        }
    }

    public synchronized Targets targets() {
        return new Targets(found, left);
    }
}
