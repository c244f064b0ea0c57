.DEFAULT_GOAL := help
.PHONY: help synth test approve bench format tools clean

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

format: ## Format all Java
	mvn -B spotless:apply

tools: ## Build kustomize and the other programs that tests use
	tools/build

clean: ## Remove everything that was built
	mvn -B clean
