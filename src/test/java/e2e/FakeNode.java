package e2e;

/** The node that all pods are scheduled to; kwok answers for its kubelet. */
final class FakeNode {
    private FakeNode() {}

    static void join(KubernetesApi api) {
        api.apply(KubernetesApi.objects("""
                        apiVersion: v1
                        kind: Node
                        metadata:
                          name: fake
                          annotations: {kwok.x-k8s.io/node: fake}
                          labels: {kubernetes.io/hostname: fake, kubernetes.io/os: linux, kubernetes.io/arch: amd64}
                        """).get(0), "e2e").expectSuccess();
    }
}
