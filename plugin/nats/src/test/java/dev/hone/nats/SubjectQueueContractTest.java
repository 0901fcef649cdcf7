package dev.hone.nats;

class SubjectQueueContractTest extends NatsContract {
    SubjectQueueContractTest() {
        super("", "&queue=worker");
    }
}
