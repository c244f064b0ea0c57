package espalier.kubernetes;

import espalier.Answer;
import espalier.Node;

/**
 * Lets the pods of each workload run under a ServiceAccount of its own, without a token, where their construct names none: the
 * platform's answer to every pod. What is granted to one app is then granted to no other in its namespace, and a log of the API server
 * tells them apart. The account has the workload's name, since a chart beside it has one of the component's.
 */
public final class OwnAccounts implements Answer {
    /** The account of {@code workload}. */
    ServiceAccount of(Node workload) {
        Node around = workload.parent();
        if (around != null) {
            for (Node sibling : around.children()) {
                boolean isAccount = sibling.construct() instanceof ServiceAccount;
                if (isAccount
                        && sibling.objectName().equals(workload.objectName())) { // whose rights are for another pod
                    return new ServiceAccount(
                            workload.construct(), "own-account", s -> s.named(workload.objectName() + "-pods"));
                }
            }
        }
        return new ServiceAccount(workload.construct());
    }
}
