package dev.hone.pgo;

import dev.hone.pgo.PublishDecision.Publish;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an app would publish in the course of time: weighs, decides and publishes, as the service does, in memory. */
final class Publications {
    final Fleet fleet = new Fleet();
    final List<GenerationManifest> published = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    private final Policy policy;

    @Nullable
    ProgramSymbols symbols;

    @Nullable
    Standing standing;

    @Nullable
    GenerationContent content;

    Publications(String policy) {
        this.policy = Fleet.policy(policy);
    }

    Weighed weigh(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return new Weighing(policy, today, fleet.versions, symbols, 5).weigh(fleet.segments, fleet::edges);
    }

    PublishDecision refresh(Instant now) {
        return refresh(now, false);
    }

    PublishDecision refresh(Instant now, boolean forced) {
        Weighed weighed = weigh(now);
        PublishDecision decision = new Judgement(policy, now, standing, 1, 3).decide(weighed, forced);
        log.add(now + " " + decision.getClass().getSimpleName() + " " + decision.reasons());
        if (decision instanceof Publish publish) {
            publish(now, weighed, publish);
        }
        return decision;
    }

    private void publish(Instant now, Weighed weighed, Publish publish) {
        Standing previous = publish.steadied() ? standing : null;
        GenerationContent made = GenerationContent.of(weighed, previous == null ? null : previous.precedent());
        GenerationManifest manifest = GenerationManifest.of(
                new GenerationManifest.Origin(
                        AppName.of("web"), published.size() + 1, now, "hone test", previous, policy),
                weighed,
                publish,
                made);
        published.add(manifest);
        content = made;
        standing = new Standing(manifest.entry(made), weighed.sum(), weighed.unit(), made.published());
    }
}
