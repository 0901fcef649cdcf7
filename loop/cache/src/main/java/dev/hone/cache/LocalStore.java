package dev.hone.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * What is kept on this machine: outputs under their digest, and for each action which output it has.
 *
 * <pre>
 * a/1f/1fc3…        the record of an action
 * o/e3/e3b0…        an output, whatever number of actions have it
 * incoming/         bodies that are still arriving
 * pins/             what living builds were told of
 * state             since when files are known to be sound
 * unopenable        for go where a miss would be taken for an empty result
 * </pre>
 *
 * <p>Files come by a move and are never written to again, so that many processes can use one folder, and one that is killed
 * leaves nothing half-written. After the machine itself went down nothing is known to be sound: each file is read and
 * compared with its name when it is first used. What is found damaged is removed and counts as absent.
 */
final class LocalStore {
    /** Times of last use are only as fine as this, so that using a file seldom writes. */
    private static final Duration GRAIN = Duration.ofHours(1);

    private final Path root;
    private final Incoming incoming;
    private final LocalSettings settings;
    private final InstantSource clock;
    private final FileTime soundSince;
    private final AtomicInteger pins = new AtomicInteger();

    private LocalStore(Path root, Incoming incoming, LocalSettings settings, InstantSource clock, FileTime soundSince) {
        this.root = root;
        this.incoming = incoming;
        this.settings = settings;
        this.clock = clock;
        this.soundSince = soundSince;
    }

    /**
     * Opens a folder, and makes it if it is not there.
     *
     * @throws CacheException when it cannot be used, or when others than this user could write to it
     */
    static LocalStore open(Path root, LocalSettings settings, InstantSource clock, RandomGenerator random) {
        Path folder = root.toAbsolutePath().normalize();
        try {
            Incoming incoming =
                    new Incoming(folder.resolve("incoming"), settings.largest().bytes(), random);
            CacheFolder.prepare(folder, incoming.name());
            incoming.sweep(clock.instant());
            FileTime soundSince = FileTime.from(Soundness.since(folder.resolve("state"), clock.instant()));
            return new LocalStore(folder, incoming, settings, clock, soundSince);
        } catch (IOException e) {
            throw new CacheException(
                    CacheError.UNUSABLE_FOLDER, "the cache folder " + folder + " cannot be used: " + e, e);
        }
    }

    Path root() {
        return root;
    }

    LocalSettings settings() {
        return settings;
    }

    Instant soundSince() {
        return soundSince.toInstant();
    }

    Incoming incoming() {
        return incoming;
    }

    Unopenable unopenable() {
        return new Unopenable(root.resolve("unopenable"));
    }

    /** For one build; to be closed when it has ended. */
    Pins pins() {
        return Pins.open(root.resolve("pins")
                .resolve(ProcessHandle.current().pid() + "-" + pins.incrementAndGet() + "-"
                        + clock.instant().toEpochMilli()));
    }

    /** The result of an action, if it is here and sound; it stays until the pins are let go. */
    Optional<Found> find(ActionId action, Pins pins) {
        try {
            return found(action, pins);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Found> found(ActionId action, Pins pins) throws IOException {
        Path record = place("a", action.hex());
        Optional<ActionRecord> known = read(record);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        ActionRecord entry = known.get();
        // First held, then looked at: whoever removes it does these in the other order.
        pins.hold(entry.output());
        Path file = place("o", entry.output().hex());
        if (!isSound(file, entry)) {
            Files.deleteIfExists(record);
            return Optional.empty();
        }
        refresh(record, Files.getLastModifiedTime(record, LinkOption.NOFOLLOW_LINKS));
        return Optional.of(new Found(entry.output(), entry.size(), entry.time(), file));
    }

    private static Optional<ActionRecord> read(Path record) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(record, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(ActionRecord.LARGEST);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<ActionRecord> entry = ActionRecord.parse(bytes);
        if (entry.isEmpty()) {
            Files.deleteIfExists(record);
        }
        return entry;
    }

    private boolean isSound(Path file, ActionRecord entry) throws IOException {
        BasicFileAttributes facts;
        try {
            facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (!facts.isRegularFile() || facts.size() != entry.size()) {
            Files.deleteIfExists(file);
            return false;
        }
        if (facts.lastModifiedTime().compareTo(soundSince) < 0) {
            return isVerified(file, entry.output());
        }
        refresh(file, facts.lastModifiedTime());
        return true;
    }

    private boolean isVerified(Path file, OutputId output) throws IOException {
        if (!Soundness.digest(file).equals(output)) {
            Files.deleteIfExists(file);
            return false;
        }
        touch(file);
        return true;
    }

    /** Notes that a file is in use. */
    private void refresh(Path file, FileTime lastUse) {
        if (lastUse.toInstant().isBefore(clock.instant().minus(GRAIN))) {
            touch(file);
        }
    }

    private void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // A folder that can only be read serves all the same.
            return;
        }
    }

    /**
     * Keeps a body as the result of an action. When it cannot be kept it stays where it arrived.
     *
     * @throws IOException when it was not kept; one that was kept and not written down is found by nobody else, and no failure
     */
    Found put(ActionId action, Staged body, Instant time, Pins pins) throws IOException {
        pins.hold(body.output());
        Path file = place("o", body.output().hex());
        ActionRecord entry = new ActionRecord(body.output(), body.size(), time);
        if (isSound(file, entry)) {
            body.discard();
        } else {
            move(body.file(), file);
        }
        writeDown(action, entry);
        return new Found(body.output(), body.size(), time, file);
    }

    private void writeDown(ActionId action, ActionRecord entry) {
        Path record = incoming.name();
        try {
            Files.write(record, entry.bytes(), StandardOpenOption.CREATE_NEW);
            move(record, place("a", action.hex()));
        } catch (IOException e) {
            // The disk is full: the build that asked has its path, and the next one makes the result again.
            new Staged(record, entry.output(), entry.size()).discard();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            Files.createDirectories(to.getParent());
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** What was written down of an action, if anything was; whether its output is here is another question. */
    Optional<ActionRecord> record(ActionId action) {
        try {
            return read(place("a", action.hex()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where an output is, if it is here. */
    Path file(OutputId output) {
        return place("o", output.hex());
    }

    private Path place(String kind, String hex) {
        return root.resolve(kind).resolve(hex.substring(0, 2)).resolve(hex);
    }
}
