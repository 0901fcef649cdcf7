package dev.hone.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/2 with who begins with it, as clients of gRPC do. Who asks whether to change to it, as Java's client does, is
 * answered in HTTP/1.1: RFC 9113 has dropped that way, and it gains nothing.
 */
final class PriorKnowledge extends HTTP2CServerConnectionFactory {
    private static final int STREAMS = 64;

    PriorKnowledge(HttpConfiguration configuration, HttpLimits limits) {
        super(configuration);
        setMaxConcurrentStreams(STREAMS);
        setStreamIdleTimeout(limits.idle().toMillis());
    }

    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable response101) {
        return request.getMethod().equals("PRI")
                ? super.upgradeConnection(connector, endPoint, request, response101)
                : null;
    }
}
