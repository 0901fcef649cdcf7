package dev.hone.blob;

import dev.hone.base.Nearest;
import dev.hone.base.ServiceUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Opens blob stores by URL: {@code file://} and {@code mem://}, and the schemes of the plugs it is given.
 *
 * <p>{@code prefix=} works with every scheme: only keys that begin with it are seen, without it.
 */
public final class BlobStores {
    private static final Map<String, String> PLUGS = Map.of("s3", "AWS", "gs", "Google Cloud", "azblob", "Azure");

    private final Map<String, BlobScheme> schemes = new TreeMap<>();
    private final Surroundings surroundings;

    private BlobStores(Surroundings surroundings, List<BlobScheme> plugs) {
        this.surroundings = surroundings;
        schemes.put("file", new Files());
        schemes.put("mem", new Memory());
        for (BlobScheme plug : plugs) {
            if (schemes.put(plug.name(), plug) != null) {
                throw new IllegalArgumentException("two plugs offer " + plug.name() + "://");
            }
        }
    }

    public static BlobStores of(Surroundings surroundings, List<BlobScheme> plugs) {
        return new BlobStores(surroundings, plugs);
    }

    /** A store of its own for each call; the caller closes it. */
    public BlobStore open(String url) {
        ServiceUrl parsed = parse(url);
        BlobScheme scheme = Optional.ofNullable(schemes.get(parsed.scheme()))
                .orElseThrow(() -> new BlobException(BlobError.MISCONFIGURED, unknown(parsed)));
        BlobStore store = scheme.open(parsed.without("prefix"), surroundings);
        String prefix = parsed.values("prefix").stream().findFirst().orElse("");
        return prefix.isEmpty() ? store : prefixed(store, prefix, parsed);
    }

    private static ServiceUrl parse(String url) {
        try {
            return ServiceUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new BlobException(
                    BlobError.MISCONFIGURED, e.getMessage() + "; write s3://bucket, file:///folder or mem://", e);
        }
    }

    private static BlobStore prefixed(BlobStore store, String prefix, ServiceUrl url) {
        if (!BlobKey.isKey(prefix + "x")) {
            throw new BlobException(
                    BlobError.MISCONFIGURED,
                    url + ": no key can begin with prefix=" + prefix + "; write one as in a/b/");
        }
        return new PrefixedBlobStore(store, prefix);
    }

    private String unknown(ServiceUrl url) {
        String plug = PLUGS.get(url.scheme());
        String known = "there are " + String.join("://, ", schemes.keySet()) + "://";
        return plug == null
                ? url + ": no store has the scheme " + url.scheme() + "; " + known
                        + Nearest.hint(url.scheme(), schemes.keySet())
                : url + ": the " + plug + " plug, which opens " + url.scheme() + "://, is not part of this program; "
                        + known;
    }

    /** Files of this machine: {@code file:///folder}. */
    private static final class Files implements BlobScheme {
        @Override
        public String name() {
            return "file";
        }

        @Override
        public BlobStore open(ServiceUrl url, Surroundings surroundings) {
            if (!(url.authority().isEmpty() || url.authority().equals("."))
                    || url.path().length() < 2) {
                throw new BlobException(
                        BlobError.MISCONFIGURED,
                        url + ": write file:///folder with three slashes, or file://./folder below where you are");
            }
            Path root = Path.of(url.authority() + url.path());
            FileSettings settings = url.read(FileSettings.class, Map.of());
            return FileBlobStore.in(root, settings, surroundings.clock(), surroundings.random());
        }
    }

    /** Memory: {@code mem://}; each opening is a new, empty store. */
    private static final class Memory implements BlobScheme {
        private record None() {}

        @Override
        public String name() {
            return "mem";
        }

        @Override
        public BlobStore open(ServiceUrl url, Surroundings surroundings) {
            url.read(None.class, Map.of());
            return MemoryBlobStore.create(surroundings.clock());
        }
    }
}
