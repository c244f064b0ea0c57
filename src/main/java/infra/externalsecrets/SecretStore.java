package infra.externalsecrets;

import espalier.Text;

/** A vault that the operator reads, for all namespaces. */
public interface SecretStore {
    /** The name of its ClusterSecretStore. */
    Text name();
}
