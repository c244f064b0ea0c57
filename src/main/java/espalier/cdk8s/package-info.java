/** Charts of cdk8s as constructs; the only package that knows of cdk8s, jsii and Node. */
package espalier.cdk8s;
