package dev.hone.pgo;

import dev.hone.blob.BlobStore;
import dev.hone.event.EventReader;
import dev.hone.event.EventWriter;
import dev.hone.gopgo.Drift;
import dev.hone.gopgo.EdgeMap;
import dev.hone.intake.Intake;
import dev.hone.intake.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The PGO stage of one process: takes in profiles, and gives out what builds should use. Any number of processes may share a
 * store and a bus; what they do adds up to what one does.
 *
 * <p>Thread-safe. Failures are {@link PgoException}s, and those of the store and the bus.
 */
public final class PgoStage {
    private final Parts parts;
    private final Apps apps;
    private final Policies policies;
    private final Artifacts artifacts;
    private final Channels channels;
    private final Publisher publisher;
    private final Symbols symbols;
    private final Surveyor surveyor;

    private PgoStage(Parts parts, PgoSettings settings, PgoTrust trust) {
        PgoSurroundings surroundings = parts.surroundings();
        this.parts = parts;
        this.apps = new Apps(parts);
        this.policies = new Policies(
                parts.store(), parts.heads(), surroundings.sleeper(), surroundings.random(), surroundings.clock());
        this.symbols = new Symbols(parts);
        this.channels = new Channels(parts.heads(), parts.copy(), surroundings.clock());
        Generations generations = new Generations(parts.store(), trust.signer(), trust.keys(), parts.seed());
        this.artifacts = new Artifacts(parts, policies, generations, settings.limits());
        this.surveyor = new Surveyor(parts, symbols);
        this.publisher = new Publisher(parts, policies, surveyor, generations, settings.tool());
    }

    /**
     * A stage on a store.
     *
     * @param events where to tell what happened; null to tell nobody
     */
    public static PgoStage of(
            BlobStore store,
            @Nullable EventWriter events,
            PgoSettings settings,
            PgoTrust trust,
            PgoSurroundings surroundings) {
        Announcer announcer = events == null
                ? Announcer.NOBODY
                : new EventAnnouncer(events, surroundings.clock(), surroundings.random(), surroundings.listener());
        return new PgoStage(Parts.of(store, settings, surroundings, announcer), settings, trust);
    }

    /**
     * Takes in a profile, or finds that it was taken in before.
     *
     * @param body as it was received
     * @throws PgoException when it is refused
     */
    public UploadReceipt accept(AppName app, byte[] body, Origin context) {
        return accept(app, body, context, Accepted.ANY);
    }

    /** The same at a door that takes only some profiles. */
    public UploadReceipt accept(AppName app, byte[] body, Origin context, Accepted accepted) {
        return parts.uploads().accept(app, body, context, accepted);
    }

    /** A way in for the scraper and the like; closing it leaves the stage open. */
    public Intake intake() {
        return new StageIntake(this);
    }

    /** The published profile that is meant, or one that stands in for it; empty when there is none. */
    public Optional<Artifact> find(AppName app, Selection selection, Form form) {
        return artifacts.find(app, selection, form);
    }

    /** The names of all apps of which anything is stored, sorted. */
    public List<AppName> names() {
        return apps.names();
    }

    /** The apps that have a published profile, sorted by name. */
    public List<AppSummary> published() {
        return apps.published();
    }

    /** The published profile of one app; empty when there is none. */
    public Optional<AppSummary> published(AppName app) {
        return apps.published(app);
    }

    /** The state of an app; empty when nothing of it is stored. */
    public Optional<AppStatus> status(AppName app) {
        return parts.heads().find(app).map(head -> AppStatus.of(app, head));
    }

    /** Whether what was uploaded of an app is enough; empty when nothing of it is stored. */
    public Optional<Readiness> readiness(AppName app) {
        return Contention.retried(() -> parts.heads().find(app).map(head -> readiness(app, head)));
    }

    private Readiness readiness(AppName app, Head head) {
        Policy policy = policies.policy(app);
        Survey survey = surveyor.survey(new AppKeys(app), head, policy);
        return Readiness.of(survey, policy, parts.surroundings().clock().instant(), parts.seed());
    }

    /** The generations of an app, oldest first. */
    public List<GenerationEntry> generations(AppName app) {
        return parts.heads().of(app).generations();
    }

    /** Deletes an app: nothing that was received before counts any more. False when there is nothing to delete. */
    public boolean delete(AppName app, String by) {
        return apps.delete(app, by);
    }

    /** Moves channels. */
    public Channels channels() {
        return channels;
    }

    public Policies policies() {
        return policies;
    }

    /** What functions programs have. */
    public Symbols symbols() {
        return symbols;
    }

    /**
     * Publishes what the uploads come to, if that is worth it.
     *
     * @param forced to publish whatever differs from what is published
     * @return what was decided, and why
     */
    public Decision publish(AppName app, boolean forced, String by) {
        return publisher.publish(app, forced, by);
    }

    /**
     * How far two generations are apart.
     *
     * @param to null for what would be published now
     */
    public Drift diff(AppName app, Selection from, @Nullable Selection to) {
        return publisher.diff(app, from, to);
    }

    /** The edges of a generation as they were published. */
    public EdgeMap edges(AppName app, Selection selection) {
        return publisher.published(app, selection);
    }

    /** Whether a generation made again from its manifest has the same bytes. */
    public boolean rebuild(AppName app, int generation) {
        return publisher.rebuild(app, generation);
    }

    /**
     * Makes sure that a generation is what was published: signed, and each file as its manifest says.
     *
     * @throws PgoException when it is not
     */
    public void verify(AppName app, int generation) {
        publisher.verify(app, generation);
    }

    /**
     * A worker on what events tell of.
     *
     * @param prune what autopgo's prune file says by now
     */
    public PgoWorker worker(EventReader events, Supplier<PruneFile> prune) {
        AppWork work = new AppWork(parts, publisher, new Pruner(parts, policies, prune));
        return new PgoWorker(work, apps, events, parts.surroundings());
    }

    Parts parts() {
        return parts;
    }
}
