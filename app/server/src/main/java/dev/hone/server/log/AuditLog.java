package dev.hone.server.log;

import dev.hone.server.http.Exchange;
import dev.hone.server.http.HttpListener;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes a line for each request that was to change something: who, what, which app, with what outcome. Also tells our faults. */
public final class AuditLog implements HttpListener {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private static final Set<Integer> KEY_REFUSED = Set.of(401, 403);

    @Override
    public void began() {}

    @Override
    public void ended(Exchange exchange) {
        level(exchange).ifPresent(level -> write(AUDIT.atLevel(level), exchange));
    }

    private static Optional<Level> level(Exchange exchange) {
        return switch (exchange.kind()) {
            case SIGN_OF_LIFE, READING -> Optional.empty();
            case TAKING_IN, SHARING -> Optional.of(KEY_REFUSED.contains(exchange.status()) ? Level.INFO : Level.DEBUG);
            case CHANGING -> Optional.of(Level.INFO);
        };
    }

    private static void write(LoggingEventBuilder line, Exchange exchange) {
        line.addKeyValue("who", exchange.caller())
                .addKeyValue("what", exchange.method() + " " + exchange.route())
                .addKeyValue("app", Objects.requireNonNullElse(exchange.app(), "-"))
                .addKeyValue("outcome", exchange.status())
                .addKeyValue("request", exchange.id())
                .log(exchange.status() < 400 ? "done" : "refused");
    }

    @Override
    public void failed(Exchange exchange, Throwable failure) {
        LOG.atError()
                .addKeyValue("what", exchange.method() + " " + exchange.route())
                .addKeyValue("request", exchange.id())
                .setCause(failure)
                .log("a request failed");
    }
}
