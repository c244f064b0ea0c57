package e2e;

import e2e.ControlPlaneFiles.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each program of Kubernetes is started here: on loopback, alone, without a container or a node. */
final class KubernetesProcesses {
    private final ControlPlaneFiles files;
    private final Path logs;

    KubernetesProcesses(ControlPlaneFiles files, Path logs) {
        this.files = files;
        this.logs = logs;
    }

    private ServerProcess start(String program, String... options) {
        var command = new ArrayList<>(List.of(Programs.find(program).toString()));
        command.addAll(List.of(options));
        return ServerProcess.start(program, logs, Map.of(), command);
    }

    /** What it holds is thrown away with the test, so that it need not reach the disk. */
    ServerProcess etcd(int port) {
        String address = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + LoopbackPorts.free();
        return start(
                "etcd",
                "--name=e2e",
                "--data-dir=" + files.data("etcd"),
                "--listen-client-urls=" + address,
                "--advertise-client-urls=" + address,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=e2e=" + peers,
                "--unsafe-no-fsync",
                "--log-level=warn");
    }

    /** The address it advertises is nobody's: Kubernetes refuses loopback there. */
    ServerProcess apiServer(int port, int etcd) {
        return start(
                "kube-apiserver",
                "--etcd-servers=http://127.0.0.1:" + etcd,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + files.certificates(),
                "--advertise-address=192.0.2.1",
                "--endpoint-reconciler-type=none",
                "--anonymous-auth=false",
                "--token-auth-file=" + files.tokens(),
                "--authorization-mode=RBAC",
                // Nobody makes the tokens that the one mounts, and no kubelet lifts the taint that the other sets.
                "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--allow-privileged=true");
    }

    /** The controllers left out would take the fake node for dead after a minute. */
    ServerProcess controllerManager(String apiServer) {
        return start(
                "kube-controller-manager",
                "--kubeconfig=" + files.kubeconfig(User.CONTROLLER_MANAGER, apiServer),
                "--controllers=*,-node-lifecycle-controller,-taint-eviction-controller",
                "--leader-elect=false",
                "--service-account-private-key-file=" + files.serviceAccountKey(),
                "--secure-port=0");
    }

    ServerProcess scheduler(String apiServer) {
        return start(
                "kube-scheduler",
                "--kubeconfig=" + files.kubeconfig(User.SCHEDULER, apiServer),
                "--leader-elect=false",
                "--secure-port=0");
    }

    /** Plays every kubelet: pods on its nodes are said to be ready, and nothing of them runs. */
    ServerProcess kwok(String apiServer) {
        return start(
                "kwok",
                "--kubeconfig=" + files.kubeconfig(User.KWOK, apiServer),
                "--manage-all-nodes=true",
                "--server-address=127.0.0.1:" + LoopbackPorts.free());
    }
}
