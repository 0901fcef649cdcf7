package dev.hone.server.keys;

/** Tokens that somebody else issues and signs, such as a CI system to its jobs. They are for what builds share, and nothing else. */
public interface Tokens {
    /** None are taken. */
    Tokens NONE = new Tokens() {
        @Override
        public boolean areTaken() {
            return false;
        }

        @Override
        public boolean mayBe(String presented) {
            return false;
        }

        @Override
        public Admission admit(String presented, Role role) {
            return new Admission.Unknown("tokens are not taken here");
        }
    };

    /** Whether any are. */
    boolean areTaken();

    /** Whether what was presented looks like one, and not like a key. */
    boolean mayBe(String presented);

    /** Whether its bearer may do this. What is refused is said without what the token holds. */
    Admission admit(String presented, Role role);
}
