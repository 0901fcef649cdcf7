module hone.dev/sdk/porter

go 1.22

require (
	github.com/klauspost/compress v1.18.0
	hone.dev/sdk v0.0.0
)

replace hone.dev/sdk => ../
