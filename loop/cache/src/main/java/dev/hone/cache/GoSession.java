package dev.hone.cache;

import dev.hone.base.TaskScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves one go command from its first request to its last.
 *
 * <pre>
 * get ─► here? ─► answered at once
 *          └─► shared? ─► fetched by a thread of its own, so that the next request is read meanwhile ─► answered
 * put ─► kept here ─► answered ─► offered to others
 * </pre>
 *
 * <p>Whatever fails is a miss to go, and never the end of a build.
 */
public final class GoSession {
    private final LocalStore local;
    private final SharedCache shared;
    private final CacheMode mode;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final CacheListener listener;
    private final BuildNames names;

    GoSession(
            LocalStore local,
            SharedCache shared,
            CacheMode mode,
            CacheSurroundings surroundings,
            CacheListener listener,
            BuildNames names) {
        this.local = local;
        this.shared = shared;
        this.mode = mode;
        this.clock = surroundings.clock();
        this.nanoClock = surroundings.nanoClock();
        this.listener = listener;
        this.names = names;
    }

    /** Greets go and serves it until it closes or goes away; waits at most so long for what is still to be shared. */
    public void serve(InputStream in, OutputStream out, Duration patience) throws InterruptedException {
        long begun = nanoClock.getAsLong();
        try {
            new GoReplies(out).hello();
        } catch (IOException e) {
            listener.onTrouble("go went away: " + e.getMessage());
            return;
        }
        attend(in, out, patience, begun);
    }

    /** The same for one that has been greeted, and began then by the clock of the cache's surroundings. */
    public void attend(InputStream in, OutputStream out, Duration patience, long begun) throws InterruptedException {
        try (Pins pins = local.pins();
                Build build = new Build(new GoReplies(out), pins, begun)) {
            build.run(in, patience);
        } catch (IOException | CacheException e) {
            // go is gone, or speaks another language: there is nobody to tell.
            listener.onTrouble("go went away: " + e.getMessage());
        }
    }

    /** What one go command is told, and what is under way for it. */
    private final class Build implements AutoCloseable {
        private final GoReplies replies;
        private final Pins pins;
        private final TaskScope fetching = new TaskScope(Thread.ofVirtual().factory());

        private final List<Staged> unkept = new ArrayList<>();
        private final Map<ActionId, Found> puts = new ConcurrentHashMap<>();
        private final Companions companions;
        private final Given given = new Given(nanoClock);
        private final Plan plan = mode.fetches() ? shared.plan(names, listener) : Plan.NONE;
        private final SortedMap<Long, ActionId> used = new ConcurrentSkipListMap<>();
        private final long beginning;
        private volatile boolean fetched;

        Build(GoReplies replies, Pins pins, long beginning) {
            this.replies = replies;
            this.pins = pins;
            this.beginning = beginning;
            this.companions = new Companions(
                    action -> shared.fetch(action, pins, listener).source());
        }

        void run(InputStream in, Duration patience) throws IOException, InterruptedException {
            GoRequests requests = new GoRequests(in, local.incoming());
            GoRequest request = requests.next();
            while (request != null && !(request instanceof GoRequest.Close)) {
                answer(request);
                request = requests.next();
            }
            fetching.join();
            shared.settle(patience);
            if (request != null) {
                replies.closed(request.id());
            }
            if (mode.shares()) {
                List<ActionId> all = new ArrayList<>(new LinkedHashSet<>(used.values()));
                shared.remember(names, new BuildUse(all, puts.keySet(), fetched, mode == CacheMode.REFRESH), plan);
            }
        }

        private void answer(GoRequest request) throws IOException {
            switch (request) {
                case GoRequest.Get get -> find(get);
                case GoRequest.Put put -> keep(put);
                case GoRequest.Told told -> count(told.hits());
                case GoRequest.Refused refused -> {
                    listener.onTrouble(refused.reason());
                    replies.refused(refused.id(), refused.reason());
                }
                case GoRequest.Close close -> replies.closed(close.id());
            }
        }

        private void count(List<Hit> hits) {
            for (Hit hit : hits) {
                gave(hit.id(), hit.action());
                saw(hit.action());
                long begun = beginning + hit.begun().toNanos();
                listener.onGet(new Answered(Source.LOCAL, hit.action(), hit.size(), 0, begun, hit.waited()));
            }
        }

        private void gave(long request, ActionId action) {
            used.put(request, action);
            given.add(action);
        }

        private void saw(ActionId action) {
            plan.saw(shared.whyNot(action) == Source.HERE_ONLY);
        }

        private void find(GoRequest.Get get) throws IOException {
            long begun = nanoClock.getAsLong();
            Optional<Found> here = here(get.action());
            if (here.isPresent()) {
                saw(get.action());
                reply(get, new Fetched(here.get(), Source.LOCAL, 0), begun);
                return;
            }
            @Nullable Source why = mode.fetches() ? shared.whyNot(get.action()) : Source.UNASKED;
            if (why == Source.HERE_ONLY) {
                plan.begin();
            }
            if (why != null) {
                reply(get, Fetched.nothing(why), begun);
                return;
            }
            fetching.fork(() -> {
                fetch(get, begun);
                return true;
            });
        }

        private void fetch(GoRequest.Get get, long begun) {
            Fetched fetched = fetched(get.action());
            try {
                reply(get, fetched, begun);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Fetched fetched(ActionId action) {
            Fetched fetched = switch (plan.about(action)) {
                case HERE ->
                    local.find(action, pins)
                            .map(found -> new Fetched(found, Source.FORESEEN, 0))
                            .orElseGet(() -> shared.fetch(action, pins, listener));
                case INDEX -> Fetched.nothing(Source.HERE_ONLY);
                case UNAWAITED -> given.has(action) ? asked(action) : Fetched.nothing(Source.UNAWAITED);
                case ASK -> asked(action);
            };
            plan.asked(fetched.source());
            return fetched;
        }

        private Fetched asked(ActionId action) {
            companions.fetchThatOf(action);
            Fetched fetched = shared.fetch(action, pins, listener);
            companions.asked(fetched.source());
            return fetched;
        }

        private void reply(GoRequest.Get get, Fetched came, long begun) throws IOException {
            Optional<Found> found = came.found();
            Duration waited = Duration.ofNanos(nanoClock.getAsLong() - begun);
            long size = found.map(Found::size).orElse(0L);
            listener.onGet(new Answered(came.source(), get.action(), size, came.received(), begun, waited));
            if (found.isPresent()) {
                if (came.source() != Source.LOCAL) {
                    fetched = true;
                }
                gave(get.id(), get.action());
                replies.hit(get.id(), found.get());
            } else {
                miss(get);
            }
        }

        private void miss(GoRequest.Get get) throws IOException {
            Optional<Found> instead =
                    given.isMissed(get.action()) ? local.unopenable().found() : Optional.empty();
            if (instead.isPresent()) {
                replies.hit(get.id(), instead.get());
            } else {
                replies.miss(get.id());
            }
        }

        /** What this build has put is here in any mode: go asks for some of it again. */
        private Optional<Found> here(ActionId action) {
            @Nullable Found put = puts.get(action);
            if (put != null) {
                return Optional.of(put);
            }
            return mode.looksHere() ? local.find(action, pins) : Optional.empty();
        }

        private void keep(GoRequest.Put put) throws IOException {
            boolean kept = true;
            Found found;
            try {
                found = local.put(put.action(), put.body(), clock.instant(), pins);
            } catch (IOException e) {
                kept = false;
                // Go may read it until its end, and nobody after that.
                unkept.add(put.body());
                listener.onTrouble("a result stays outside the cache: " + e);
                found = new Found(
                        put.body().output(),
                        put.body().size(),
                        clock.instant(),
                        put.body().file());
            }
            puts.put(put.action(), found);
            given.made(put.action());
            used.put(put.id(), put.action());
            listener.onPut(found.size());
            replies.stored(put.id(), found);
            if (kept && mode.shares()) {
                shared.offer(put.action(), found, mode.existing(), listener);
            } else if (kept) {
                shared.keep(put.action(), found);
            }
        }

        @Override
        public void close() {
            fetching.close();
            companions.close();
            plan.end(Set.copyOf(used.values()));
            unkept.forEach(Staged::discard);
        }
    }
}
