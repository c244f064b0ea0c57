package espalier.secrets;

import espalier.Identity;

/** One key of one Secret; prints as people name it, {@code default/postgres-credentials/POSTGRES_PASSWORD}. */
public record KeyName(Identity secret, String key) {
    @Override
    public String toString() {
        return secret.namespace() + "/" + secret.name() + "/" + key;
    }

    /** Whether {@code name}, with or without the namespace in front, means it. */
    boolean isCalled(String name) {
        return name.equals(toString()) || name.equals(secret.name() + "/" + key);
    }
}
