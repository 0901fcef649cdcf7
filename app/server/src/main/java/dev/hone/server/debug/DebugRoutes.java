package dev.hone.server.debug;

import dev.hone.base.Sleeper;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Refusal;
import dev.hone.server.http.Route;
import dev.hone.server.keys.Access;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The part of Go's {@code /debug/pprof} that Java has an answer to: where its time goes, and its memory. */
public final class DebugRoutes {
    private static final int USUAL_SECONDS = 30;
    private static final int MOST_SECONDS = 300;

    private final SelfProfile self;
    private final Semaphore one = new Semaphore(1);

    public DebugRoutes(InstantSource clock, Sleeper sleeper) {
        self = new SelfProfile(clock, sleeper);
    }

    public List<Route> routes() {
        return List.of(
                Route.reading("/debug/pprof/", Access.open(), call -> answer(call, "")),
                Route.reading("/debug/pprof/{name}", Access.open(), call -> answer(call, call.parameter("name"))));
    }

    private Answer answer(Call call, String name) throws IOException {
        // A proxy on this machine calls for others.
        if (!call.isFromHere()
                || call.header("X-Forwarded-For").isPresent()
                || call.header("Forwarded").isPresent()) {
            throw new Refusal(Refusal.Reason.FORBIDDEN, "profiles of the server are for callers on its machine only");
        }
        return switch (name) {
            case "profile" -> taken(call, SelfProfile.Kind.CPU);
            case "heap", "allocs" -> taken(call, SelfProfile.Kind.HEAP);
            default ->
                throw new Refusal(
                        Refusal.Reason.NOT_FOUND,
                        "this server runs on Java, which has no such profile; there are /debug/pprof/profile?seconds=30 "
                                + "and /debug/pprof/heap?seconds=30");
        };
    }

    private Answer taken(Call call, SelfProfile.Kind kind) throws IOException {
        Duration duration = seconds(call);
        if (!one.tryAcquire()) {
            throw new Refusal(Refusal.Reason.BUSY, "another profile is being taken; try again when it is done");
        }
        try {
            byte[] profile = self.take(kind, duration);
            return Answer.bytes(200, profile).with("Content-Type", "application/octet-stream");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.Reason.BUSY, "the server stops");
        } finally {
            one.release();
        }
    }

    private static Duration seconds(Call call) {
        String text = call.query("seconds").orElse(String.valueOf(USUAL_SECONDS));
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_SECONDS) {
            throw new Refusal(
                    Refusal.Reason.BAD_REQUEST,
                    "seconds is a number from 1 up to " + MOST_SECONDS + ", not '" + text + "'");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }
}
