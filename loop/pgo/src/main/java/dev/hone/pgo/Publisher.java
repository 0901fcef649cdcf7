package dev.hone.pgo;

import dev.hone.gopgo.Drift;
import dev.hone.gopgo.EdgeMap;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes generations, when that is worth it. */
/*
 * A number is taken first, in a swap of its own; then the files are written, then a second swap makes them a generation and
 * moves the channels, if the app is still what the decision was about. So readers see the old generation or the new one, and
 * a crash leaves a number that is a gap and files that nothing names.
 */
final class Publisher {
    private static final String US = "hone";

    private final Parts parts;
    private final Heads heads;
    private final Policies policies;
    private final Surveyor surveyor;
    private final Generations generations;
    private final String tool;
    private final InstantSource clock;

    Publisher(Parts parts, Policies policies, Surveyor surveyor, Generations generations, String tool) {
        this.parts = parts;
        this.heads = parts.heads();
        this.policies = policies;
        this.surveyor = surveyor;
        this.generations = generations;
        this.tool = tool;
        this.clock = parts.surroundings().clock();
    }

    /**
     * Publishes what the uploads of an app come to, if that is worth it.
     *
     * @param forced whether somebody asked for it
     * @return what was decided
     */
    Decision publish(AppName app, boolean forced, String by) {
        return Contention.retried(() -> publish(app, heads.of(app), forced, by));
    }

    private Decision publish(AppName app, Head read, boolean forced, String by) {
        AppKeys keys = new AppKeys(app);
        Head head = inspected(keys, read);
        Policy policy = policies.policy(app);
        Survey survey = surveyor.survey(keys, head, policy);
        Optional<GenerationEntry> last = head.newest();
        Standing standing = last.filter(GenerationEntry::sound)
                .map(entry -> generations.standing(keys, entry))
                .orElse(null);
        Judgement judgement = new Judgement(policy, clock.instant(), standing, survey.startLines(), parts.seed());
        return switch (judgement.decide(survey.weighed(), forced)) {
            case PublishDecision.Keep keep -> keep(app, keep, by);
            case PublishDecision.Publish publish -> {
                PublishDecision.Publish why = last.filter(entry -> !entry.sound())
                        .map(entry -> publish.because(inPlaceOf(entry)))
                        .orElse(publish);
                yield publish(
                        new Candidate(keys, head, policy, survey.weighed(), why, why.steadied() ? standing : null), by);
            }
        };
    }

    private static Reason inPlaceOf(GenerationEntry damaged) {
        return new Reason(Reason.Code.DAMAGED, "generation " + damaged.number() + " is damaged");
    }

    /** The state after damaged generations were marked, of the newest and the one that builds get. */
    private Head inspected(AppKeys keys, Head read) {
        Head head = read;
        Stream<GenerationEntry> looked = Stream.concat(read.newest().stream(), read.find(Selection.stable()).stream());
        for (GenerationEntry entry :
                looked.distinct().filter(GenerationEntry::sound).toList()) {
            // Twice: what was read badly once is no reason to compile everything anew.
            if (generations.damage(keys, entry).isPresent()) {
                Optional<String> damage = generations.damage(keys, entry);
                head = damage.isPresent() ? marked(keys.app(), entry, damage.get()) : head;
            }
        }
        return head;
    }

    private Head marked(AppName app, GenerationEntry entry, String damage) {
        Decision decision = new Decision(clock.instant(), "damage", entry.number(), List.of("DAMAGED: " + damage), US);
        Head after =
                heads.change(app, head -> head.generations().contains(entry) ? head.damaged(entry, decision) : head);
        parts.listener().damaged(app, entry.number(), damage);
        return after;
    }

    /** What is to be published, and what it was decided on. */
    private record Candidate(
            AppKeys keys,
            Head head,
            Policy policy,
            Weighed weighed,
            PublishDecision.Publish decision,
            @Nullable Standing previous) {}

    private Decision keep(AppName app, PublishDecision.Keep keep, String by) {
        List<String> reasons = keep.reasons().stream().map(Reason::toString).toList();
        Decision decision = new Decision(clock.instant(), "keep", 0, reasons, by);
        heads.change(app, head -> head.decidedAnew(decision));
        parts.listener().kept(app, keep.reasons().getFirst().code().name());
        return decision;
    }

    private Decision publish(Candidate candidate, String by) {
        AppKeys keys = candidate.keys();
        int number = heads.change(keys.app(), Head::withNumberTaken).nextGeneration() - 1;
        Weighed weighed = candidate.weighed();
        byte[] inputs = Generations.inputs(weighed.weights().inputs(), surveyor.edges(keys));
        Standing previous = candidate.previous();
        GenerationContent content = GenerationContent.of(weighed, previous == null ? null : previous.precedent())
                .with(GenerationContent.INPUTS, inputs);
        Instant now = clock.instant();
        GenerationManifest manifest = GenerationManifest.of(
                new GenerationManifest.Origin(keys.app(), number, now, tool, previous, candidate.policy()),
                weighed,
                candidate.decision(),
                content);
        generations.write(keys, manifest, content);
        GenerationEntry entry = manifest.entry(content);
        List<String> reasons =
                candidate.decision().reasons().stream().map(Reason::toString).toList();
        Decision decision = new Decision(now, "publish", number, reasons, by);
        Head after = heads.change(keys.app(), head -> with(head, candidate, entry, decision));
        if (after.generation(number).isEmpty()) {
            throw Contention.overtaken();
        }
        parts.copy().write(keys.app(), after);
        parts.announcer().announce(Announcer.Type.PUBLISHED, keys.app(), UploadKeys.NONE, number);
        parts.listener().published(keys.app(), entry);
        return decision;
    }

    private static Head with(Head head, Candidate candidate, GenerationEntry entry, Decision decision) {
        boolean deleted = !Objects.equals(head.deleted(), candidate.head().deleted());
        if (deleted || !head.generations().equals(candidate.head().generations())) {
            return head;
        }
        SortedMap<String, Channel> channels = new TreeMap<>(head.channels());
        Channel moved = new Channel(entry.number(), false, entry.created(), US);
        channels.merge(Channel.CANDIDATE, moved, Publisher::unlessPinned);
        if (candidate.policy().publishing().promote() == Policy.Promotion.AUTO) {
            channels.merge(Channel.STABLE, moved, Publisher::unlessPinned);
        }
        return head.withGenerations(
                        kept(head, entry, channels, candidate.policy().keeping().keep()))
                .withChannels(channels)
                .decided(decision);
    }

    private static Channel unlessPinned(Channel old, Channel moved) {
        return old.pinned() ? old : moved;
    }

    /** The newest generations, and those that channels point at. */
    private static List<GenerationEntry> kept(
            Head head, GenerationEntry entry, SortedMap<String, Channel> channels, int keep) {
        Set<Integer> pointedAt =
                channels.values().stream().map(Channel::generation).collect(Collectors.toSet());
        List<GenerationEntry> all = new ArrayList<>(head.generations());
        all.add(entry);
        List<GenerationEntry> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i >= all.size() - keep || pointedAt.contains(all.get(i).number())) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }

    Policy policy(AppName app) {
        return policies.policy(app);
    }

    /** How far two generations are apart, or one and what would be published now. */
    Drift diff(AppName app, Selection from, @Nullable Selection to) {
        Head head = heads.of(app);
        EdgeMap before = standing(app, head, from).inSamples();
        EdgeMap after = to == null
                ? surveyor.weigh(new AppKeys(app), head, policies.policy(app)).inSamples()
                : standing(app, head, to).inSamples();
        return Drift.between(before, after, parts.seed());
    }

    /** The edges of a generation as they were published. */
    EdgeMap published(AppName app, Selection selection) {
        return standing(app, heads.of(app), selection).published();
    }

    private Standing standing(AppName app, Head head, Selection selection) {
        GenerationEntry entry = head.find(selection)
                .orElseThrow(() -> new PgoException(
                        PgoError.NOT_FOUND,
                        "there is no such generation of '" + app + "'; hone pgo generations " + app + " lists them"));
        return generations.standing(new AppKeys(app), entry);
    }

    /** Whether a generation made again from its manifest has the same bytes. */
    boolean rebuild(AppName app, int number) {
        AppKeys keys = new AppKeys(app);
        GenerationManifest manifest = generations.manifest(keys, number);
        return generations.rebuild(keys, manifest).equals(manifest.files());
    }

    /** Makes sure that a generation is what was published. */
    void verify(AppName app, int number) {
        generations.verify(new AppKeys(app), number, policy(app).trust().unsigned());
    }
}
