package dev.hone.server.http;

/** Hears what goes on at the HTTP boundary. Called on the thread of the request: it must be quick and must not throw. */
public interface HttpListener {
    HttpListener NONE = new HttpListener() {
        @Override
        public void began() {}

        @Override
        public void ended(Exchange exchange) {}

        @Override
        public void failed(Exchange exchange, Throwable failure) {}
    };

    /** A request that has a route has arrived. */
    void began();

    /** A request was answered, or given up. Called once for each that began. */
    void ended(Exchange exchange);

    /** A request met a fault of ours; {@link #ended} follows. */
    void failed(Exchange exchange, Throwable failure);

    /** Both of two listeners hear. */
    static HttpListener both(HttpListener first, HttpListener second) {
        return new HttpListener() {
            @Override
            public void began() {
                first.began();
                second.began();
            }

            @Override
            public void ended(Exchange exchange) {
                first.ended(exchange);
                second.ended(exchange);
            }

            @Override
            public void failed(Exchange exchange, Throwable failure) {
                first.failed(exchange, failure);
                second.failed(exchange, failure);
            }
        };
    }
}
