package espalier.kubernetes;

import espalier.Answer;
import espalier.Node;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets the pods of each component run under a ServiceAccount of its own, without a token, where their construct names none: the
 * platform's answer to every pod. What is granted to one app is then granted to no other in its namespace, and a log of the API server
 * tells them apart.
 */
public final class OwnAccounts implements Answer {
    private final Map<Node, ServiceAccount> accounts = new HashMap<>();

    /** The account of the component that {@code pod} belongs to. */
    ServiceAccount of(Node pod) {
        Node unit = pod.unit();
        return accounts.computeIfAbsent(unit == null ? pod : unit, OwnAccounts::account);
    }

    private static ServiceAccount account(Node unit) {
        for (Node child : unit.children()) {
            if (child.construct()
                    instanceof ServiceAccount) { // whose name is the component's, and whose rights are for another pod
                return new ServiceAccount(unit.construct(), "own-account", s -> s.named(unit.id() + "-pods"));
            }
        }
        return new ServiceAccount(unit.construct());
    }
}
