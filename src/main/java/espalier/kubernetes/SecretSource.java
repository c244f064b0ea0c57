package espalier.kubernetes;

import espalier.Answer;
import espalier.Component;
import espalier.SecretDeclaration;

/**
 * Where a cluster takes the values of declared Secrets from, so that no value is in git: a vault, encrypted variables. A cluster
 * that says nothing lets its bootstrap make them.
 */
public interface SecretSource extends Answer {
    /**
     * Makes the object that brings {@code declaration}'s Secret to the cluster, with its name, namespace and keys.
     *
     * @param secret the construct in which it is made; its line is that of the app which wants the Secret
     */
    void provide(Component secret, SecretDeclaration declaration);
}
