package dev.hone.nats;

class SubjectContractTest extends NatsContract {
    SubjectContractTest() {
        super("", "");
    }
}
