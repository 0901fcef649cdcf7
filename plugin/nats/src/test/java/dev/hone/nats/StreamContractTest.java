package dev.hone.nats;

class StreamContractTest extends NatsContract {
    StreamContractTest() {
        super("&jetstream=true", "&jetstream=true");
    }
}
