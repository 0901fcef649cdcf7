module hone.dev/sdk

go 1.22
