.DEFAULT_GOAL := help
.PHONY: help synth test approve bench mutation long e2e page controlplane format tools clean cdk8s-plus

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

synth: ## Write dist/ from the Java in src/main
	mvn -B synth

test: tools ## Check the format, compile with all checks, run the tests
	mvn -B verify

long: tools ## Run the tests that take long: kills, races, full disks, foreign programs, misspelt references
	mvn -B test -Dgroups=long -Dtests.excluded=e2e

approve: ## Run the tests and take what they find as the new snapshots
	mvn -B test -Dtests.excluded=e2e -Dapprove=true

bench: ## Measure speed
	bench/run
	bench/plan

cdk8s-plus: ## Put cdk8s-plus for Java into the local Maven repository, for the tests that use it (needs Node.js)
	tools/cdk8s-plus/build

mutation: ## Break references and the compiler's own code, and write docs/quality.md
	mvn -B -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage org.codehaus.mojo:exec-maven-plugin:java
	rm -f snapshots/*.received.* snapshots/*/*.received.*

e2e: controlplane tools ## Try clusters and commands on real Flux and a real API server, on loopback
	mvn -B test -Dgroups=e2e -Dtests.excluded= -Dtests.forks=1 $(if $(APPROVE),-Dapprove=true)

page: ## Look at the page of a plan in a real browser (needs Node.js and Chromium); PICTURES=1 takes docs/pictures anew
	src/test/browser/build
	mvn -B test -Dgroups=browser -Dtests.excluded= -Dtests.forks=1 $(if $(PICTURES),-DargLine=-Dpictures=true)

controlplane: ## Build etcd, Kubernetes, kwok and Flux for e2e (needs Go; some 12 minutes, once)
	src/test/controlplane/build

format: ## Format all Java
	mvn -B spotless:apply

tools: ## Build kustomize and the other programs that tests use
	tools/build

clean: ## Remove everything that was built
	mvn -B clean
