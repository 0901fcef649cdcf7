package dev.hone.blob;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Lists the blobs of a folder tree in the order of their keys, looking only into folders that the page needs.
 *
 * <p>A folder sorts as its name with a slash; then walking in depth gives the order of whole keys.
 */
final class FileTree {
    private static final Comparator<Child> ORDER = (one, other) -> BlobKey.compare(one.name(), other.name());

    private final Path root;
    private final Listing listing;
    private final List<Entry> found = new ArrayList<>();

    private FileTree(Path root, Listing listing) {
        this.root = root;
        this.listing = listing;
    }

    static Page page(Path root, Listing listing) throws IOException {
        FileTree tree = new FileTree(root, listing);
        String folder = listing.prefix().substring(0, listing.prefix().lastIndexOf('/') + 1);
        Optional<Path> start = tree.folder(folder);
        if (start.isPresent()) {
            tree.visit(start.get(), folder);
        }
        boolean more = tree.found.size() > listing.pageSize();
        return new Page(more ? tree.found.subList(0, listing.pageSize()) : tree.found, more);
    }

    private Optional<Path> folder(String name) {
        if (name.isEmpty()) {
            return Optional.of(root);
        }
        String key = name.substring(0, name.length() - 1);
        return BlobKey.isKey(key) ? Optional.of(FileNames.path(root, new BlobKey(key))) : Optional.empty();
    }

    /** Somebody in a folder, by the name it sorts as. */
    private record Child(Path path, String name, boolean isFolder) {}

    private void visit(Path folder, String prefix) throws IOException {
        Children children = children(folder, prefix);
        for (Optional<Child> next = children.next(); next.isPresent(); next = children.next()) {
            if (found.size() > listing.pageSize()) {
                return;
            }
            Child child = next.get();
            if (child.isFolder()) {
                visitFolder(child);
            } else if (listing.takes(child.name()) && BlobKey.isKey(child.name())) {
                item(child).ifPresent(found::add);
            }
        }
    }

    private void visitFolder(Child child) throws IOException {
        String name = child.name();
        if (listing.byFolder() && name.startsWith(listing.prefix())) {
            if (listing.takes(name) && holdsABlob(child)) {
                found.add(new Entry.Folder(name));
            }
        } else if (name.startsWith(listing.prefix()) || listing.prefix().startsWith(name)) {
            visit(child.path(), name);
        }
    }

    private boolean holdsABlob(Child folder) throws IOException {
        Children children = children(folder.path(), folder.name());
        for (Optional<Child> next = children.next(); next.isPresent(); next = children.next()) {
            Child child = next.get();
            if (child.isFolder() ? holdsABlob(child) : BlobKey.isKey(child.name())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Entry> item(Child child) throws IOException {
        return FileState.read(child.path())
                .map(FileState::info)
                .map(info ->
                        new Entry.Item(new BlobKey(child.name()), info.size(), info.version(), info.lastModified()));
    }

    /** What is in a folder and may hold something behind {@code after}. */
    private Children children(Path folder, String prefix) throws IOException {
        List<Child> unseen = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                String part = FileNames.decode(path.getFileName().toString()).orElse("");
                boolean reserved = prefix.isEmpty() && part.equals(BlobKey.RESERVED);
                if (!part.isEmpty() && !reserved && mayFollow(prefix + part)) {
                    unseen.add(new Child(path, prefix + part, false));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new Children(new ArrayList<>());
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Children(unseen);
    }

    /** Whether the blob of this name, or one in the folder of this name, comes behind {@code after}. */
    private boolean mayFollow(String name) {
        return BlobKey.compare(name + "/", listing.after()) > 0
                || listing.after().startsWith(name + "/");
    }

    /**
     * The children of a folder in the order of the keys. Whether one is a folder, and so sorts with a slash, is looked up
     * only when its turn may have come: a name without its slash never comes later than with it.
     */
    private static final class Children {
        private final List<Child> unseen;
        private final Queue<Child> seen = new PriorityQueue<>(ORDER);
        private int at;

        Children(List<Child> unseen) {
            this.unseen = unseen;
            unseen.sort(ORDER);
        }

        Optional<Child> next() throws IOException {
            while (at < unseen.size() && (seen.isEmpty() || ORDER.compare(unseen.get(at), seen.element()) < 0)) {
                look(unseen.get(at++)).ifPresent(seen::add);
            }
            return Optional.ofNullable(seen.poll());
        }

        private static Optional<Child> look(Child child) throws IOException {
            try {
                BasicFileAttributes basic =
                        Files.readAttributes(child.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (basic.isDirectory()) {
                    return Optional.of(new Child(child.path(), child.name() + "/", true));
                }
                return basic.isRegularFile() ? Optional.of(child) : Optional.empty();
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }
}
