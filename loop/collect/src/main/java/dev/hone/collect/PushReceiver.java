package dev.hone.collect;

import dev.hone.base.ErrorCode;
import dev.hone.gopgo.CpuColumn;
import dev.hone.intake.Intake;
import dev.hone.intake.IntakeException;
import dev.hone.profile.Locations;
import dev.hone.profile.Profile;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes in the CPU profiles among those that Pyroscope's and Parca's clients push, and passes over the rest: a fleet pushes
 * heaps and locks to the same address, and shall not be told that something is wrong.
 *
 * <p>Thread-safe.
 */
public final class PushReceiver {
    private final Intake intake;
    private final ProfileReader reader;
    private final PushListener listener;

    public PushReceiver(Intake intake, ProfileLimits limits, PushListener listener) {
        this.intake = intake;
        this.reader = new ProfileReader(limits);
        this.listener = listener;
    }

    /**
     * Takes in what was sent to {@code /ingest}; the body is read to its end, so that the connection can be used again.
     *
     * @param mayTouch whether the sender may push profiles of an app
     * @throws PushException when it is refused
     */
    public void ingest(IngestRequest request, InputStream body, Predicate<String> mayTouch) throws IOException {
        try {
            permitted(request.labels(), mayTouch);
            if (!request.isPprof()) {
                body.transferTo(OutputStream.nullOutputStream());
                listener.passedOver(PushWire.INGEST, PassedOver.FORMAT);
                return;
            }
            Optional<PushedProfile> profile = request.profile(body.readAllBytes());
            if (profile.isEmpty()) {
                listener.passedOver(PushWire.INGEST, PassedOver.EMPTY);
            } else {
                take(PushWire.INGEST, profile.get(), mayTouch);
            }
        } catch (PushException e) {
            listener.refused(PushWire.INGEST, e);
            throw e;
        }
    }

    /**
     * Takes in many profiles; one that is refused does not stand in the way of the others.
     *
     * @param mayTouch whether the sender may push profiles of an app
     * @throws PushException the first one, when any is refused
     */
    public void push(PushForm form, byte[] body, Predicate<String> mayTouch) {
        List<PushException> refusals = refusals(form, body, mayTouch);
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
    }

    /**
     * The same for who is told how many are of no use.
     *
     * @throws PushException when the body is, or when some may be taken in later: then all may be sent again, and count once
     */
    public PushSummary offer(PushForm form, byte[] body, Predicate<String> mayTouch) {
        List<PushException> refusals = refusals(form, body, mayTouch);
        for (PushException e : refusals) {
            if (e.error() == PushError.BUSY || e.error() == PushError.UNAVAILABLE) {
                throw e;
            }
        }
        return refusals.isEmpty()
                ? new PushSummary(0, "")
                : new PushSummary(
                        refusals.size(), String.valueOf(refusals.getFirst().getMessage()));
    }

    private List<PushException> refusals(PushForm form, byte[] body, Predicate<String> mayTouch) {
        List<PushException> refusals = new ArrayList<>();
        for (PushedProfile profile : read(form, body)) {
            try {
                take(form.wire(), profile, mayTouch);
            } catch (PushException e) {
                listener.refused(form.wire(), e);
                refusals.add(e);
            }
        }
        return refusals;
    }

    private Iterable<PushedProfile> read(PushForm form, byte[] body) {
        try {
            return form.profiles(body);
        } catch (PushException e) {
            listener.refused(form.wire(), e);
            throw e;
        }
    }

    private static String permitted(SeriesLabels labels, Predicate<String> mayTouch) {
        String app = labels.app();
        if (!mayTouch.test(app)) {
            throw new PushException(PushError.FORBIDDEN, "the key is not for the app '" + app + "'");
        }
        return app;
    }

    private void take(PushWire wire, PushedProfile pushed, Predicate<String> mayTouch) {
        String app = permitted(pushed.labels(), mayTouch);
        if (pushed.bytes().length == 0) {
            listener.passedOver(wire, PassedOver.EMPTY);
        } else if ((wire == PushWire.PUSH && pushed.labels().isOtherKind()) || !isCpu(pushed.bytes())) {
            listener.passedOver(wire, PassedOver.TYPE);
        } else {
            hand(app, pushed);
            listener.taken(wire, app);
        }
    }

    private boolean isCpu(byte[] bytes) {
        try {
            Profile profile =
                    reader.readUnchecked(new ByteArrayInputStream(bytes)).profile();
            boolean isCpu = CpuColumn.of(profile).isPresent();
            if (isCpu && profile.samples().size() > 0 && !isSymbolised(profile.locations())) {
                throw new PushException(
                        PushError.REFUSED,
                        "it has addresses and no function names, which are not looked up here; if Parca looks them up, take "
                                + "it from there with hone scrape --mode parca");
            }
            return isCpu;
        } catch (ProfileException e) {
            boolean large = e.code().kind() == ErrorCode.Kind.LIMIT;
            throw new PushException(large ? PushError.TOO_LARGE : PushError.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static boolean isSymbolised(Locations locations) {
        for (int i = 0; i < locations.size(); i++) {
            if (locations.lineCount(i) > 0) {
                return true;
            }
        }
        return false;
    }

    private void hand(String app, PushedProfile pushed) {
        try {
            intake.hand(app, pushed.bytes(), pushed.labels().origin());
        } catch (IntakeException e) {
            PushError error = switch (e.error()) {
                case REFUSED -> PushError.REFUSED;
                case DENIED -> PushError.FORBIDDEN;
                case BUSY -> PushError.BUSY;
                case UNAVAILABLE, INTERRUPTED, CLOSED, MISCONFIGURED -> PushError.UNAVAILABLE;
            };
            throw new PushException(error, String.valueOf(e.getMessage()), e);
        }
    }
}
