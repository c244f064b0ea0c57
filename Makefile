.DEFAULT_GOAL := help
.PHONY: help synth test approve bench mutation format tools clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

synth: ## Write dist/ from the Java in src/main
	mvn -B synth

test: tools ## Check the format, compile with all checks, run all tests
	mvn -B verify

approve: ## Run the tests and take what they find as the new snapshots
	mvn -B test -Dapprove=true

bench: ## Measure speed
	bench/run

mutation: ## Break references and the compiler's own code, and write docs/quality.md
	mvn -B -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage org.codehaus.mojo:exec-maven-plugin:java
	rm -f snapshots/*.received.* snapshots/*/*.received.*

format: ## Format all Java
	mvn -B spotless:apply

tools: ## Build kustomize and the other programs that tests use
	tools/build

clean: ## Remove everything that was built
	mvn -B clean
