package dev.hone.server.log;

import dev.hone.server.http.Exchange;
import dev.hone.server.http.HttpListener;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line for each request that was to change something: who, what, which app, with what outcome. Also tells our faults. */
public final class AuditLog implements HttpListener {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    @Override
    public void began() {}

    @Override
    public void ended(Exchange exchange) {
        if (!exchange.changing()) {
            return;
        }
        AUDIT.atInfo()
                .addKeyValue("who", exchange.caller())
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
