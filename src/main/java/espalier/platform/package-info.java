/** What a cluster runs on: its distribution of Kubernetes and what that brings, its machines, its networks. */
package espalier.platform;
