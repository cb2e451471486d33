.serverless/cloudformation-template-update-stack.json: \
  index.js \
  serverless.yml
