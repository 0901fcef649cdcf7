package dev.hone.nats;

class StreamQueueContractTest extends NatsContract {
    StreamQueueContractTest() {
        super("&jetstream=true", "&jetstream=true&queue=worker");
    }
}
