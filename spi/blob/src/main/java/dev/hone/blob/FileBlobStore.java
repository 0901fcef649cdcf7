package dev.hone.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Keeps each blob in a file whose path is the key, so that people and other programs can pick it up.
 *
 * <p>Any number of processes of one machine may share a folder. On a network file system this holds as far as its locks and
 * its renames do. {@code RATIONALE.md} says what is where and why.
 */
final class FileBlobStore implements BlobStore {
    private final Path root;
    private final FileSettings settings;
    private final NewFiles newFiles;
    private final FileLocks locks;

    private FileBlobStore(Path root, FileSettings settings, InstantSource clock, RandomGenerator random) {
        this.root = root;
        this.settings = settings;
        this.newFiles = new NewFiles(root.resolve(BlobKey.RESERVED).resolve("tmp"), settings, clock, random);
        this.locks = new FileLocks(root.resolve(BlobKey.RESERVED).resolve("locks"));
    }

    /**
     * A store in a folder.
     *
     * @param random gives each blob its version; safe for many threads
     */
    static FileBlobStore in(Path root, FileSettings settings, InstantSource clock, RandomGenerator random) {
        return new FileBlobStore(root.toAbsolutePath().normalize(), settings, clock, random);
    }

    @Override
    public Set<Trait> traits() {
        Set<Trait> traits = EnumSet.of(Trait.PUT_IF_ABSENT, Trait.PUT_IF_VERSION, Trait.DELETE_IF_VERSION);
        if (settings.metadata() == FileSettings.MetadataMode.KEEP) {
            traits.add(Trait.METADATA);
            traits.add(Trait.VERSION_PER_PUT);
        }
        return traits;
    }

    @Override
    public Optional<Blob> get(BlobKey key, ByteRange range) {
        return calling("get " + key, () -> {
            FileSlot slot = FileSlot.of(root, key);
            for (int i = 0; i < FileSlot.PATIENCE; i++) {
                Optional<BlobInfo> info = slot.info();
                if (info.isEmpty()) {
                    requireRoot("get " + key);
                    return Optional.empty();
                }
                Optional<Blob> blob = open(slot, info.get(), range);
                if (blob.isPresent()) {
                    return blob;
                }
            }
            throw new BlobException(BlobError.CONTENDED, "get " + key + ": it changes faster than it can be opened");
        });
    }

    /** Opens the file if it is still in this state: then what was opened is what was looked at. */
    private static Optional<Blob> open(FileSlot slot, BlobInfo info, ByteRange range) throws IOException {
        SeekableByteChannel channel;
        try {
            channel = Files.newByteChannel(slot.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean opened = false;
        try {
            if (slot.info().equals(Optional.of(info))) {
                ByteRange.Slice part = range.within(info.size());
                InputStream body = Channels.newInputStream(channel.position(part.offset()));
                opened = true;
                return Optional.of(Blob.of(info, part, body));
            }
            return Optional.empty();
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    @Override
    public Optional<BlobInfo> head(BlobKey key) {
        return calling("head " + key, () -> {
            Optional<BlobInfo> info = FileSlot.of(root, key).info();
            if (info.isEmpty()) {
                requireRoot("head " + key);
            }
            return info;
        });
    }

    @Override
    public PutOutcome put(BlobKey key, Content content, PutOptions options) {
        if (!options.metadata().isEmpty() && !traits().contains(Trait.METADATA)) {
            throw new BlobException(
                    BlobError.UNSUPPORTED,
                    "put " + key + ": this store keeps no metadata; leave metadata=skip out of its URL");
        }
        return calling("put " + key, () -> {
            FileSlot slot = FileSlot.of(root, key);
            makeRoot("put " + key);
            if (!slot.holds(options.condition())) {
                return new PutOutcome.Conflict();
            }
            NewFiles.NewFile fresh = newFiles.write(content, options.metadata());
            try {
                List<Path> changed = locks.holding(key, () -> slot.place(fresh.path(), options.condition()));
                settle(changed);
                return changed.isEmpty() ? new PutOutcome.Conflict() : new PutOutcome.Stored(fresh.version());
            } finally {
                Files.deleteIfExists(fresh.path());
            }
        });
    }

    /** Waits until the disk has the new names; nobody is told that a blob is stored, or gone, before. */
    private void settle(List<Path> changed) throws IOException {
        if (settings.sync()) {
            for (Path folder : changed) {
                NewFiles.force(folder);
            }
        }
    }

    @Override
    public void delete(BlobKey key) {
        calling("delete " + key, () -> {
            FileSlot slot = FileSlot.of(root, key);
            if (slot.info().isEmpty()) {
                requireRoot("delete " + key);
            } else {
                settle(locks.holding(key, () -> slot.info().isEmpty() ? List.of() : slot.remove()));
            }
            return slot;
        });
    }

    @Override
    public DeleteOutcome delete(BlobKey key, BlobVersion version) {
        return calling("delete " + key, () -> {
            FileSlot slot = FileSlot.of(root, key);
            if (slot.info().isEmpty()) {
                requireRoot("delete " + key);
                return new DeleteOutcome.Absent();
            }
            return locks.holding(key, () -> {
                if (slot.holds(Condition.IF_ABSENT)) {
                    return new DeleteOutcome.Absent();
                }
                if (!slot.holds(Condition.ifVersion(version))) {
                    return new DeleteOutcome.Conflict();
                }
                settle(slot.remove());
                return new DeleteOutcome.Deleted();
            });
        });
    }

    @Override
    public Page list(Listing listing) {
        return calling("list '" + listing.prefix() + "'", () -> {
            requireRoot("list '" + listing.prefix() + "'");
            return FileTree.page(root, listing);
        });
    }

    private void requireRoot(String what) {
        if (!Files.isDirectory(root) && !settings.createDir()) {
            throw noRoot(what);
        }
    }

    private void makeRoot(String what) throws IOException {
        requireRoot(what);
        try {
            Files.createDirectories(root);
        } catch (FileAlreadyExistsException e) {
            throw noRoot(what);
        }
    }

    private BlobException noRoot(String what) {
        String why = Files.exists(root) ? " is not a folder" : " is not there; make it, or add create_dir=true";
        return new BlobException(BlobError.NO_BUCKET, what + ": the folder " + root + why);
    }

    @Override
    public Health check() {
        try {
            return calling("check " + root, () -> {
                makeRoot("check " + root);
                Path probe = newFiles.write(Content.of("probe"), Metadata.NONE).path();
                Files.delete(probe);
                return Health.GOOD;
            });
        } catch (BlobException e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }

    private <T> T calling(String what, FileLocks.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw FileFailures.of(what, root, e);
        }
    }

    /** Frees nothing: a store holds no file open between calls. */
    @Override
    public void close() {}
}
